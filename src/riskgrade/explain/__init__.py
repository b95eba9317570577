"""Why a decision came out as it did: data first, then words. It decides nothing itself."""
