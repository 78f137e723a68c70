namespace Tito.Server.Inspector;

/// <summary>Groups what stands next to each other.</summary>
internal static class Chunks
{
    /// <summary>Neighbours with the same key as one group, in order; a key that comes back later begins another group.</summary>
    public static IEnumerable<(int Key, List<T> Items)> ChunkBy<T>(this IEnumerable<T> items, Func<T, int> keyOf)
    {
        (int Key, List<T> Items)? open = null;
        foreach (var item in items)
        {
            var key = keyOf(item);
            if (open is { } group && group.Key != key)
            {
                yield return group;
                open = null;
            }

            open ??= (key, []);
            open.Value.Items.Add(item);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
