using System.Text;
using Tito.Core.Rendering;

namespace Tito.Replay.Drift;

/// <summary>Which sampled tokens the text of their completion would not be encoded to any more.</summary>
/// <remarks>
/// A model samples tokens that a tokenizer would not choose, and that is no drift: only a token counts that the old tokenizer chooses at
/// its place, and the new one does not. Places are bytes counted from the end of the text, since some tokenizers put a space before it.
/// </remarks>
internal static class CompletionEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>For each sampled token, whether its id has other bytes, or none, in the new tokenizer.</summary>
    public static bool[] OtherText(ReadOnlySpan<int> sampled, ChatRenderer old, ChatRenderer @new)
    {
        var other = new bool[sampled.Length];
        for (var i = 0; i < sampled.Length; i++)
        {
            var id = sampled[i];
            other[i] = old.Tokenizer.HasToken(id) != @new.Tokenizer.HasToken(id)
                || (old.Tokenizer.HasToken(id) && !old.Tokenizer.GetBytes(id).SequenceEqual(@new.Tokenizer.GetBytes(id)));
        }

        return other;
    }

    /// <summary>For each sampled token, whether its text is encoded otherwise; false of those after bytes that are not UTF-8.</summary>
    public static bool[] OtherIds(ReadOnlySpan<int> sampled, ChatRenderer old, ChatRenderer @new)
    {
        var other = new bool[sampled.Length];
        var (text, count) = TextOf(sampled, old);
        if (count == 0)
        {
            return other;
        }

        var (before, after) = (Places(old.Encode(text).AsSpan(), old), Places(@new.Encode(text).AsSpan(), @new));
        var end = 0;
        for (var i = count - 1; i >= 0; i--)
        {
            var place = (end, sampled[i]);
            other[i] = before.Contains(place) && !after.Contains(place);
            end += old.Tokenizer.GetBytes(sampled[i]).Length;
        }

        return other;
    }

    /// <summary>The text of as many leading tokens as are whole UTF-8 together.</summary>
    private static (string Text, int Count) TextOf(ReadOnlySpan<int> ids, ChatRenderer renderer)
    {
        var bytes = new List<byte>();
        var ends = new List<int>();
        foreach (var id in ids)
        {
            if (!renderer.Tokenizer.HasToken(id))
            {
                break;
            }

            bytes.AddRange(renderer.Tokenizer.GetBytes(id));
            ends.Add(bytes.Count);
        }

        var all = bytes.ToArray();
        var valid = ValidLength(all);
        var count = ends.FindLastIndex(end => end <= valid) + 1;
        while (count > 0 && ValidLength(all.AsSpan(0, ends[count - 1])) < ends[count - 1])
        {
            count--;
        }

        return count == 0 ? ("", 0) : (Strict.GetString(all, 0, ends[count - 1]), count);
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && Rune.DecodeFromUtf8(bytes[length..], out _, out var read) == System.Buffers.OperationStatus.Done)
        {
            length += read;
        }

        return length;
    }

    /// <summary>Where tokens end, counted in bytes from the end of their text, with their ids.</summary>
    private static HashSet<(int End, int Id)> Places(ReadOnlySpan<int> ids, ChatRenderer renderer)
    {
        var places = new HashSet<(int, int)>();
        var end = 0;
        for (var i = ids.Length - 1; i >= 0; i--)
        {
            places.Add((end, ids[i]));
            end += renderer.Tokenizer.GetBytes(ids[i]).Length;
        }

        return places;
    }
}
