using System.Collections.Immutable;

namespace Tito.Core.Certification;

/// <summary>Makes a defect's conversation smaller as long as it still breaks the same promise on the same surface.</summary>
internal sealed class Shrinker(
    Alphabet alphabet, RoleSurface roles, ImmutableArray<RenderSetting> settings, Func<RenderSetting, ConversationPath> newPath)
{
    /// <summary>The smallest defect that single steps lead to: fewer messages, simpler messages, a simpler setting.</summary>
    public PathStep.Defect Shrink(PathStep.Defect defect)
    {
        while (Candidates(defect)
            .Select(candidate => Check(candidate.Setting, candidate.Messages))
            .FirstOrDefault(found => IsSmaller(found, defect)) is { } smaller)
        {
            defect = smaller;
        }

        return defect;
    }

    private bool IsSmaller(PathStep.Defect? found, PathStep.Defect than) =>
        found is not null && found.Kind == than.Kind && found.Surface.IsWithin(than.Surface) && Size(found) < Size(than);

    /// <summary>Messages weigh most, then how far each is from the simplest of its role, then the setting.</summary>
    private long Size(PathStep.Defect defect) =>
        (defect.Messages.Length * 1_000_000L) + (defect.Messages.Sum(message => (long)message.Id) * 100) + settings.IndexOf(defect.Setting);

    private IEnumerable<(RenderSetting Setting, ImmutableArray<MessageVariant> Messages)> Candidates(PathStep.Defect defect)
    {
        var messages = defect.Messages;
        for (var i = 0; i < messages.Length; i++)
        {
            for (var count = 1; count <= 2 && i + count <= messages.Length; count++)
            {
                yield return (defect.Setting, messages.RemoveRange(i, count));
            }
        }

        foreach (var setting in settings.Where(setting => setting != defect.Setting))
        {
            yield return (setting, messages);
        }

        for (var i = 0; i < messages.Length; i++)
        {
            foreach (var simpler in SameRole(messages[i]).Where(variant => variant.Id < messages[i].Id))
            {
                yield return (defect.Setting, messages.SetItem(i, simpler));
            }
        }
    }

    private ImmutableArray<MessageVariant> SameRole(MessageVariant message) =>
        new[] { alphabet.System, alphabet.User, alphabet.Assistant, alphabet.Tool }.Single(variants => variants.Contains(message));

    /// <summary>The first defect of a conversation, or null when there is none or the grammar has no such conversation.</summary>
    private PathStep.Defect? Check(RenderSetting setting, ImmutableArray<MessageVariant> messages)
    {
        var path = newPath(setting);
        foreach (var message in messages)
        {
            if (!Grammar.Next(path.Last, alphabet, roles, setting.Thinks).Contains(message))
            {
                return null;
            }

            if (path.Push(message) is PathStep.Defect defect)
            {
                return defect;
            }
        }

        return null;
    }
}
