namespace Tito.Storage.Azure;

/// <summary>The limits of the Azure table service.</summary>
/// <remarks>
/// From "Understanding the Table service data model"
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model) and "Performing entity group
/// transactions" (https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions).
/// </remarks>
internal static class AzureLimits
{
    /// <summary>"Byte: An array of bytes up to 64 KiB in size".</summary>
    public const int PropertyBytes = 64 * 1024;

    /// <summary>"The transaction can include at most 100 entities".</summary>
    public const int TransactionRows = 100;

    /// <summary>"The key can be up to 1 KiB in size", in UTF-16.</summary>
    public const int KeyChars = 512;

    /// <summary>The most bytes of a turn's fields that its row holds itself.</summary>
    /// <remarks>
    /// An entity may have 1 MiB, a transaction 4 MiB: of bytes in the service, of their Base64 text in Azurite. 704 KiB are 939 KiB of
    /// Base64, which leaves room for the names and, in the transaction, for the head, the intent and the change. They are also 64 KiB for
    /// each of the eleven fields: once every longer field is in the blob, the rest fits.
    /// </remarks>
    public const int InlineBytes = 11 * PropertyBytes;
}
