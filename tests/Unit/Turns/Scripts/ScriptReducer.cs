namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>Makes a script that shows a difference as short as it gets: runs of steps go, from the longest down, while a difference is left.</summary>
internal static class ScriptReducer
{
    /// <summary>A shorter script with its difference.</summary>
    public static async Task<string> ReduceAsync(Script script, string difference, Func<Script, Task<ScriptResult>> run)
    {
        for (var length = script.Steps.Length / 2; length > 0;)
        {
            var shorter = false;
            for (var start = script.Steps.Length - length; start >= 0; start -= length)
            {
                var candidate = script with { Steps = script.Steps.RemoveRange(start, length) };
                if ((await run(candidate)).Difference is { } found)
                {
                    (script, difference, shorter) = (candidate, found, true);
                    start = Math.Min(start, script.Steps.Length);
                }
            }

            length = shorter ? Math.Min(length, script.Steps.Length) : length / 2;
        }

        return difference;
    }
}
