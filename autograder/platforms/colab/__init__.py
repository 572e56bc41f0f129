"""Google Colab: an assignment as one notebook that works opened alone."""
