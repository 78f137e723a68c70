using System.Globalization;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Runs;

/// <summary>The names of runs and of their rows. A run's id begins with the time in UTC, so that ids are in order.</summary>
public static class RunName
{
    /// <summary>The row that says which plan is the run's, and how many shards it has: from then on the run can be worked off.</summary>
    internal const string Planned = "planned";

    /// <summary>The row that closes the run.</summary>
    internal const string Closed = "closed";

    /// <summary>The row of what became of the notice.</summary>
    internal const string Notice = "notice";

    /// <summary>The row under a key that names its run.</summary>
    internal const string KeysRun = "run-id";

    private const int Prefix = 20; // The time, a dash.
    private const int MaxNonce = 32;

    internal const string Shards = "shard-";
    internal const string Results = "result-";
    internal const string Begin = "begun-";

    /// <summary>The id of a run.</summary>
    /// <param name="startedAt">When it begins.</param>
    /// <param name="nonce">Tells runs of one millisecond apart: 1 to 32 lower-case letters and digits.</param>
    public static string Of(DateTimeOffset startedAt, string nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"{startedAt.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{nonce}");

    /// <summary>Whether a text can be the id of a run: as <c>20261129T020000000Z-1a2b3c4d</c>.</summary>
    public static bool IsRunId(string text) =>
        text.Length > Prefix && text.Length <= Prefix + MaxNonce && text[8] == 'T' && text[(Prefix - 2)..Prefix] == "Z-"
        && text[..8].All(char.IsAsciiDigit) && text[9..(Prefix - 2)].All(char.IsAsciiDigit)
        && text[Prefix..].All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterLower(letter));

    /// <summary>The partition in which a key's row lies; it is no run's id.</summary>
    internal static string OfKey(string key) => $"key-{Digest.Of(System.Text.Encoding.UTF8.GetBytes(key))}";

    /// <summary>A shard's row; of a plan without a name as earlier builds stored them.</summary>
    internal static string Shard(string? plan, int index) => Numbered(plan is null ? Shards : $"{Shards}{plan}-", index);

    internal static string Result(int index) => Numbered(Results, index);

    internal static string Begun(int index, int times) => Numbered(Begin, index) + Numbered("-", times);

    internal static string Begins(int index) => Numbered(Begin, index);

    /// <summary>The shard whose row has a name.</summary>
    internal static int Index(string name) => int.Parse(name.Split('-')[1], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Numbered(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D6}");
}
