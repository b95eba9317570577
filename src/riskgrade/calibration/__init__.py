"""Calibration: values that an office chose itself, moved a little by what later happened; the law's stay where they are."""
