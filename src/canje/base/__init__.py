"""The words and values that everything else is said in: ids, dates, names, findings, selections."""
