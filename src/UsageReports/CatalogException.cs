namespace UsageReports;

/// <summary>A report definition is wrong. The message names the file, the report, what was found and what is legal.</summary>
public sealed class CatalogException(string message, Exception? inner = null) : Exception(message, inner);
