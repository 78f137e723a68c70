using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Tito.Core.Messages;

/// <summary>The words of enums on the wire and in files.</summary>
/// <remarks>
/// Each member of such an enum has its word beside it in a <see cref="JsonStringEnumMemberNameAttribute"/>, so that to rename a member
/// changes no word. An enum with a member that lacks one has no words: all of this throws a <see cref="TypeInitializationException"/>.
/// </remarks>
public static class WireName
{
    /// <summary>The word of a member.</summary>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(T member)
        where T : struct, Enum => Table<T>.Words[member];

    /// <summary>The member that a word names, or null when it names none.</summary>
    public static T? Find<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>(string? word)
        where T : struct, Enum => word is not null && Table<T>.Members.TryGetValue(word, out var member) ? member : null;

    /// <summary>All words, parted by commas, for errors.</summary>
    public static string All<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));

    private static class Table<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(member => member, WordOf);

        public static readonly FrozenDictionary<string, T> Members = Words.ToFrozenDictionary(
            pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        private static string WordOf(T member) =>
            typeof(T).GetField(member.ToString())!.GetCustomAttributes(typeof(JsonStringEnumMemberNameAttribute), inherit: false) is
                [JsonStringEnumMemberNameAttribute { Name: var word }]
                ? word
                : throw new NotSupportedException($"{typeof(T).Name}.{member} has no word on the wire.");
    }
}
