using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options about seals: over reasoning, and over the rows of the journal.</summary>
internal static class SealDeclarations
{
    public static DeclaredOption Key { get; } = new(
        "seal-key",
        "KEY",
        "that of `--api-key` for reasoning, none for rows",
        "what the [seals over reasoning](faces.md#seals) and, where it is given, [over the journal's rows](journal.md#seals) are made "
        + "with: a long random secret that every process over the same journal shares, and nobody else; prefer the variable");

    public static DeclaredOption KeyBefore { get; } = new(
        "seal-key-before",
        "KEY",
        "none",
        "the seal key before this one: rows that are sealed with it [are read too](journal.md#another-key); needs `--seal-key`");

    public static ChoiceOption Plain { get; } = new(
        "plain-seals", "refuse", "accept",
        "rows that are sealed without a key, where `--seal-key` is given: `refuse` them, or `accept` them "
        + "[until the sessions from before are gone](journal.md#from-no-key-to-a-key); `accept` needs `--seal-key`");

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } = [Key, KeyBefore, Plain];
}
