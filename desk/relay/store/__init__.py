"""What the relay keeps: conversations, orders, the feed for the desk. Its own tables, the desk's way of writing."""
