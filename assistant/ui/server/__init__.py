"""What stands between the network and the pages: filters, headers, the port."""
