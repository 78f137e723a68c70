using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>A turn that a client asks for under one key, however often, and what it was told of it.</summary>
/// <param name="session">The session's id.</param>
/// <param name="key">The idempotency key, which no other turn has.</param>
/// <param name="parent">The turn whose conversation it continues, or null.</param>
/// <param name="talk">The messages; from here on nobody adds to them.</param>
internal sealed class AskedTurn(string session, string key, AskedTurn? parent, Conversation talk)
{
    public string Session => session;

    public string Key => key;

    public AskedTurn? Parent => parent;

    public Conversation Talk => talk;

    public string Body { get; } = talk.BodyWithTools();

    public Standing Standing { get; private set; }

    /// <summary>Whether a request of this key had no answer, so that a later one may get an earlier one's.</summary>
    public bool WasLost { get; set; }

    /// <summary>What the client was told; null before.</summary>
    public HttpAnswer? Answer { get; private set; }

    public int Sequence => int.Parse(Answer!.Headers["x-tito-turn"], CultureInfo.InvariantCulture);

    public string ResponseId => Answer!.Json.GetProperty("id").GetString()!;

    public void Tell(HttpAnswer answer) => (Answer, Standing) = (answer, Standing.Told);

    public void End(Standing standing) => Standing = standing;

    public override string ToString() => $"session {session}, key {key}{(Answer is null ? "" : $", turn {Sequence}")}";
}
