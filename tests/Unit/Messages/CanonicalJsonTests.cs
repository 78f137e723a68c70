using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Messages;

public sealed class CanonicalJsonTests
{
    /// <summary>
    /// The expected bytes come from Python, with the same input:
    /// <c>json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")).encode().hex()</c>.
    /// </summary>
    [Theory]
    [InlineData("""   "" """, "2222")]
    [InlineData("""  "a\"b\\c\/d"  """, "22615c22625c5c632f6422")]
    [InlineData("""  "\b\f\n\r\t"  """, "225c625c665c6e5c725c7422")]
    [InlineData("""  "\u0000\u0001\u001F\u007f"  """, "225c75303030305c75303030315c75303031667f22")]
    [InlineData("""  "\u00e9\u4E2D\ud83d\ude00\u2028<>&+'"  """, "22c3a9e4b8adf09f9880e280a83c3e262b2722")]
    [InlineData("""  "\u0022\u005C\/\u0008\u000a"  """, "225c225c5c2f5c625c6e22")]
    [InlineData("""  "x\ud83d\ude00\\u00e9"  """, "2278f09f98805c5c753030653922")]
    [InlineData("""  {"\u0061\/":""}  """, "7b22612f223a22227d")]
    [InlineData("""  "é中😀"  """, "22c3a9e4b8adf09f988022")]
    [InlineData("""  "\uffff\ufeff"  """, "22efbfbfefbbbf22")]
    [InlineData("""  { "b" : [ ] , "a" : { } , "\u00e9\n" : [ true , false , null ] }  """, "7b2262223a5b5d2c2261223a7b7d2c22c3a95c6e223a5b747275652c66616c73652c6e756c6c5d7d")]
    public void ToBytes_OfAnythingButNumbers_IsWhatPythonWrites(string json, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(CanonicalJson.ToBytes(JsonElement.Parse(json))));

    [Theory]
    [InlineData("""["\ud83d"]""")]
    [InlineData("""["\ude00\ud83d"]""")]
    [InlineData("""["\ud83d\u0041"]""")]
    [InlineData("""{"\ud83dx":1}""")]
    public void ToBytes_OfALoneSurrogate_IsRefused(string json) =>
        Assert.Throws<InvalidOperationException>(() => CanonicalJson.ToBytes(JsonElement.Parse(json)));

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.50")]
    [InlineData("1e5")]
    [InlineData("1E+05")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("100000000000000000000")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("1e999999999999")]
    public void ToBytes_OfANumber_KeepsItsText(string number) =>
        Assert.Equal($"[{number}]", Encoding.UTF8.GetString(CanonicalJson.ToBytes(JsonElement.Parse($"[ {number} ]"))));
}
