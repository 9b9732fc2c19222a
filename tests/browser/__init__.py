"""What readers do, in a real browser."""
