"""What keeps a home whole: who may write, what is damaged, how it is mended, backups."""
