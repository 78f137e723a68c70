using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class MessageFieldsTests
{
    [Theory]
    [InlineData("""{"a":1e99999999999}""", """{ "a": 1e99999999999 }""", true)] // An exponent beyond int32: then the text decides.
    [InlineData("""{"a":1e99999999999}""", """{"a":1e99999999998}""", false)]
    [InlineData("""{"a":1e99999999999,"b":1}""", """{"a":1e99999999999,"b":2}""", false)]
    [InlineData("""{"a":1e99999999999}""", """{"b":1e99999999999}""", false)]
    [InlineData("[1e99999999999,1]", "[ 1e99999999999, 1.0 ]", true)]
    [InlineData("[1e99999999999,1]", "[1e99999999999,2]", false)]
    [InlineData("[1e99999999999]", "[1e99999999999,1]", false)]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1.0}""", true)]
    public void SameJson_IsEqualityByValue(string left, string right, bool same) =>
        Assert.Equal(same, MessageFields.SameJson(JsonElement.Parse(left), JsonElement.Parse(right)));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""", true)]
    [InlineData("""{"a":1}""", """[{"a":1}]""", false)]
    [InlineData("""[{"a":1}]""", """{"a":1}""", false)]
    [InlineData("\"x\"", "\"x\"", true)]
    [InlineData("\"x\"", "\"y\"", false)]
    public void SameCalls_OfAnythingButTwoLists_ComparesByValue(string left, string right, bool same) => Assert.Equal(
        same, MessageFields.SameCalls(JsonElement.Parse(left), JsonElement.Parse(right), (_, _) => throw new InvalidOperationException("no calls")));

    [Theory]
    [InlineData("[1,2]", "[1,2]", true)]
    [InlineData("[1,2]", "[1]", false)]
    [InlineData("[1]", "[1,2]", false)]
    [InlineData("[1,2]", "[1,3]", false)]
    public void SameCalls_OfTwoLists_ComparesNumberAndPairs(string left, string right, bool same) =>
        Assert.Equal(same, MessageFields.SameCalls(JsonElement.Parse(left), JsonElement.Parse(right), MessageFields.SameJson));

    [Theory]
    [InlineData("1", """{"a":1}""", false)]
    [InlineData("""{"a":1}""", "1", false)]
    [InlineData("1", "1.0", true)]
    [InlineData("""{"a":1,"i":1}""", """{"i":2,"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"i":2,"a":1}""", true)]
    [InlineData("""{"a":1,"i":1}""", """{"a":1,"b":1}""", false)]
    [InlineData("""{"a":1}""", """{"b":1}""", false)]
    public void SameObject_LeavesOneKeyOut(string left, string right, bool same) =>
        Assert.Equal(
            same,
            MessageFields.SameObject(JsonElement.Parse(left), JsonElement.Parse(right), "i", (_, one, other) => MessageFields.SameJson(one, other)));
}
