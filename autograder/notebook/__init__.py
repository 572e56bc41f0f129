"""What runs in a student's notebook: pictures, and checks with instant feedback."""
