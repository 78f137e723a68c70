namespace Tito.Tests.Agents.Runs.Given;

/// <summary>A tool call of a message, or a piece of one in a stream.</summary>
internal sealed record GivenCall(string Id, string Name, string Arguments)
{
    /// <summary>The call with what a later piece says.</summary>
    public GivenCall Add(GivenCall piece) => new(Id + piece.Id, Name + piece.Name, Arguments + piece.Arguments);
}
