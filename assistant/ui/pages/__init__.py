"""The pages of the web app, a file each: laid out and wired."""
