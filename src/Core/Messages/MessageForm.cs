using System.Collections.Immutable;

namespace Tito.Core.Messages;

/// <summary>
/// What a family's template makes of a message's spelling, as data: with it the matcher <c>rendered</c> knows which messages are written
/// alike, and renders none. A family whose template is not known has <see cref="Unknown"/>.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record MessageForm
{
    /// <summary>The form of a template of which nothing is known: whatever it may print is compared.</summary>
    public static MessageForm Unknown { get; } = new() { Fields = NamesOf(Role.System, Role.User, Role.Tool), ReadsCallIds = true };

    /// <summary>
    /// What stands between the texts of a list of content parts where they are written; null where each part is written apart, so that
    /// several are no one text.
    /// </summary>
    public string? PartSeparator { get; init; }

    /// <summary>Roles whose parts are written apart, where those of others are one text.</summary>
    public ImmutableArray<Role> RolesOfPartsApart { get; init; } = [];

    /// <summary>Roles of the messages whose text is written without white space at its ends.</summary>
    public ImmutableArray<Role> TrimmedRoles { get; init; } = [];

    /// <summary>Whether an assistant's text is written without the line feeds that it begins with.</summary>
    public bool CutsLeadingNewlines { get; init; }

    /// <summary>What becomes of reasoning in an assistant's text.</summary>
    public InlineReasoning InlineReasoning { get; init; }

    /// <summary>Whether no reasoning is ever written, so that any may stand there.</summary>
    public bool IgnoresReasoning { get; init; }

    /// <summary>Whether the id by which a tool result names its call is written, or decides what is written.</summary>
    public bool ReadsCallIds { get; init; }

    /// <summary>Other fields that are written, each with the role of its messages; none of an assistant's.</summary>
    public ImmutableArray<(Role Role, string Field)> Fields { get; init; } = [];

    /// <summary>The fields of a template that writes the <c>name</c> of some messages.</summary>
    internal static ImmutableArray<(Role Role, string Field)> NamesOf(params ReadOnlySpan<Role> roles)
    {
        var fields = ImmutableArray.CreateBuilder<(Role, string)>(roles.Length);
        foreach (var role in roles)
        {
            fields.Add((role, "name"));
        }

        return fields.MoveToImmutable();
    }

    /// <summary>What stands between the texts of a message's parts; null where they are no one text.</summary>
    /// <param name="role">The message's role.</param>
    internal string? SeparatorOf(Role role) => RolesOfPartsApart.Contains(role) ? null : PartSeparator;
}
