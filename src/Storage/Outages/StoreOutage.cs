using Azure;
using Azure.Identity;
using Microsoft.Data.Sqlite;

namespace Tito.Storage.Outages;

/// <summary>
/// Which failures of a store say that it cannot be used now, and what is the matter, in a sentence without names of places.
/// </summary>
/// <remarks>
/// SQLite's codes are those of https://sqlite.org/rescode.html, the service's those of "Status and error codes"
/// (https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2).
/// </remarks>
internal static class StoreOutage
{
    private const int RequestTimeout = 408;
    private const int TooManyRequests = 429;
    private const int ServerErrors = 500;

    /// <summary>What is the matter; null where a failure is no outage but a defect or damage.</summary>
    public static string? Reason(Exception failure) => failure switch
    {
        SqliteException sqlite => Sqlite(sqlite.SqliteErrorCode),
        RequestFailedException { Status: 0 } => "The storage account cannot be reached.",
        RequestFailedException answer => Service(answer),
        AuthenticationFailedException => "The storage account's identity service does not answer.",

        // What the SDK throws after its last retry: one failure for each.
        AggregateException many => many.InnerExceptions.Count > 0 ? Reason(many.InnerExceptions[^1]) : null,
        OperationCanceledException or TimeoutException => "The journal does not answer in time.",
        IOException => "The journal's connection broke.",
        _ => null,
    };

    /// <summary>Whether an HTTP status of the service says that it cannot be used now.</summary>
    public static bool IsOutage(int status) => status is RequestTimeout or TooManyRequests or >= ServerErrors;

    private static string? Service(RequestFailedException answer) => answer.Status switch
    {
        var status when IsOutage(status) => $"The storage account answers with status {answer.Status}.",
        401 or 403 => $"The storage account refuses this server with status {answer.Status}.",
        404 when answer.ErrorCode is "TableNotFound" or "ContainerNotFound" => "The storage account has no journal any more.",
        409 when answer.ErrorCode is "TableBeingDeleted" or "ContainerBeingDeleted" => "The journal is being deleted.",
        _ => null,
    };

    private static string? Sqlite(int code) => code switch
    {
        5 or 6 => "Another process holds the journal's lock.", // SQLITE_BUSY, SQLITE_LOCKED
        7 => "The journal has no memory.", // SQLITE_NOMEM
        8 => "The journal's file is read-only.", // SQLITE_READONLY
        10 => "The journal's disk fails.", // SQLITE_IOERR
        13 => "The journal's disk is full.", // SQLITE_FULL
        14 => "The journal's file cannot be opened.", // SQLITE_CANTOPEN
        15 => "The journal's lock cannot be had.", // SQLITE_PROTOCOL
        _ => null,
    };
}
