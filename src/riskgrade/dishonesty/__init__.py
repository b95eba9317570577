"""The serious violation and dishonesty list: drafts of entries, their deadlines and terms, removal, and their life."""
