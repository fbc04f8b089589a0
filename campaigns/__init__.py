"""Campaigns: thousands of made-up trials against what is called done. Run by hand, never in CI."""
