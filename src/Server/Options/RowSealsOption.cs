using Tito.Server.Options.Declared;
using Tito.Storage.Rows;

namespace Tito.Server.Options;

/// <summary>How the options say that a journal's rows are sealed.</summary>
internal static class RowSealsOption
{
    /// <summary>Reads <c>--seal-key</c>, <c>--seal-key-before</c> and <c>--plain-seals</c>. A key of clients seals no rows.</summary>
    /// <exception cref="OptionException">One of the other two is given without a key, or is malformed.</exception>
    public static RowSeals Read(IConfiguration configuration)
    {
        var before = SealDeclarations.KeyBefore.Find(configuration);
        var acceptsPlain = SealDeclarations.Plain.IsOther(configuration);
        if (SealDeclarations.Key.Find(configuration) is { } key)
        {
            return RowSeals.Keyed(key, before, acceptsPlain);
        }

        const string Missing = "beside the key of --seal-key, which is missing";
        return before is not null ? throw new OptionException(SealDeclarations.KeyBefore.Name, $"an earlier key {Missing}")
            : acceptsPlain ? throw new OptionException(SealDeclarations.Plain.Name, $"accept {Missing}")
            : RowSeals.Plain;
    }
}
