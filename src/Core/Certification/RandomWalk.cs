namespace Tito.Core.Certification;

/// <summary>Random conversations in the wide alphabet that are longer than the exhausted ones.</summary>
internal sealed class RandomWalk(Alphabet alphabet, RoleSurface roles, int depth)
{
    /// <summary>Checks one conversation of more than <c>depth</c> and at most twice as many messages, at each of its beginnings.</summary>
    /// <param name="path">An empty path; it is left as far as the conversation went.</param>
    /// <param name="numbers">Decides what comes next.</param>
    public Tally Walk(ConversationPath path, SeededNumbers numbers)
    {
        var tally = new Tally();
        for (var left = depth + 1 + numbers.Next(depth); left > 0; left--)
        {
            var choices = Grammar.Next(path.Last, alphabet, roles, path.Setting.Thinks).GroupBy(variant => variant.Role).ToList();
            if (choices.Count == 0)
            {
                break;
            }

            // The role first: there are more assistant messages than others.
            var variants = choices[numbers.Next(choices.Count)].ToList();
            var step = path.Push(variants[numbers.Next(variants.Count)]);
            if (path.Last!.IsConversation)
            {
                tally.Add(path.Last.Surface, step);
            }

            if (step is not PathStep.Holds)
            {
                break;
            }
        }

        return tally;
    }
}
