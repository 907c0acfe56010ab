using System.Data.Common;

namespace ODataFeed.Store;

/// <summary>Tells a database that is out of reach, or that refuses, from a fault of ours.</summary>
static class StoreFault
{
    /// <summary>Does something with the database; what goes wrong there becomes an error that says so.</summary>
    /// <exception cref="StoreException">The database is out of reach, or refused.</exception>
    public static async Task<T> ReachAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (fault is not StoreException && Cause(fault) is { } cause)
        {
            throw new StoreException($"The store of Store:ConnectionString cannot be used: {cause.Message}", fault);
        }
    }

    /// <summary>What the database said. EF wraps it, and wraps once more what it thinks will pass.</summary>
    public static DbException? Cause(Exception? fault)
    {
        while (fault is not (null or DbException or OperationCanceledException))
            fault = fault.InnerException;
        return fault as DbException;
    }
}
