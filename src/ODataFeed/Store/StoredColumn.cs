namespace ODataFeed.Store;

/// <summary>A column as the database has it.</summary>
/// <param name="Type">As EF writes it.</param>
/// <param name="KeyPlace">Its place in the key of the table, from 1; 0 for none.</param>
sealed record StoredColumn(string Table, string Name, string Type, int KeyPlace);
