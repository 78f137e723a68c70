namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>Where the extension's calls go.</summary>
public interface IDurableWorker
{
    /// <summary>Lets the worker run a function.</summary>
    /// <param name="name">Which.</param>
    /// <param name="input">What the extension gives it.</param>
    /// <returns>What the extension expects of it.</returns>
    Task<object?> RunAsync(string name, string input);

    /// <summary>Takes what functions are told that ask for the client.</summary>
    void Tell(string client);
}
