using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Messages;

public sealed class JsonPlaceTests
{
    private const string Json =
        """{"a":{"b":[1,"x",true,null]},"n":-1,"ids":[0,7],"big":2147483648,"time":"2026-11-24T12:00:00","word":"splice","lone":"\ud83d"}""";

    [Fact]
    public void Readers_OfTheirKind_GiveTheValue()
    {
        var root = Root();

        Assert.Equal(["a.b[0]", "a.b[1]", "a.b[2]", "a.b[3]"], root["a"].Object()["b"].Items().Select(item => item.Name));
        Assert.Equal(("x", true), (root["a"]["b"].Items().ElementAt(1).Text(), root["a"]["b"].Items().ElementAt(2).Flag()));
        Assert.Equal((-1, 1), (root["n"].Int32(), root["a"]["b"].Items().First().Count()));
        Assert.Equal([0, 7], root["ids"].TokenIds());
        Assert.Equal(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), root["time"].Time());
        Assert.Equal(TokenOrigin.Splice, root["word"].Word<TokenOrigin>());
        Assert.Equal("a", root["a"].Object(["b"]).Name);
    }

    [Fact]
    public void FoundAndPresent_TellNullFromAFieldThatIsNotThere()
    {
        var isNull = Root()["a"]["b"].Items().Last();

        Assert.NotNull(isNull.Found);
        Assert.Null(isNull.Present);
        Assert.Null(Root()["c"].Found);
        Assert.Null(Root()["c"].Present);
        Assert.Null(Root()["n"]["c"].Found);
        Assert.Equal("n", Root()["n"].Present!.Value.Name);
    }

    public static TheoryData<string, Action<JsonPlace>> Refused => new()
    {
        { "c.d: must be a string.", root => root["c"]["d"].Text() },
        { "n: must be an object.", root => root["n"].Object() },
        { "a.b: is not known here; known are c, d.", root => root["a"].Object(["c", "d"]) },
        { "n: must be an array.", root => root["n"].Items() },
        { "lone: holds a lone surrogate, which is not a Unicode character.", root => root["lone"].Text() },
        { "lone: holds a lone surrogate, which is not a Unicode character.", root => root.Valid() },
        { "n: must be true or false.", root => root["n"].Flag() },
        { "big: must be a whole number of 32 bits.", root => root["big"].Int32() },
        { "word: must be a whole number of 32 bits.", root => root["word"].Int32() },
        { "n: must be a whole number of 0 or more.", root => root["n"].Count() },
        { "word: must be a time in ISO 8601.", root => root["word"].Time() },
        { "a.b[1]: must be a token id, 0 or more.", root => root["a"]["b"].TokenIds() },
        { "time: must be one of prompt, environment, splice, model.", root => root["time"].Word<TokenOrigin>() },
        { "n: must be one of prompt, environment, splice, model.", root => root["n"].Word<TokenOrigin>() },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Readers_OfAnotherKind_NameThePlace(string error, Action<JsonPlace> read) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => read(Root())).Message);

    private static JsonPlace Root() => new(JsonElement.Parse(Json), "", (at, reason, cause) => new FormatException($"{at}: {reason}", cause));
}
