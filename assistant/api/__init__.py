"""For programs: one table of operations, and the doors to it: HTTP, MCP, and Gradio's own client."""
