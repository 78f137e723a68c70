using System.Text.Json.Serialization;

namespace Tito.Core.Samples;

/// <summary>
/// Element types of the safetensors format that samples use, by the format's names, in the order of the reference writer.
/// </summary>
public enum SafetensorType
{
    /// <summary>Unsigned 8-bit integer.</summary>
    [JsonStringEnumMemberName("U8")]
    U8,

    /// <summary>Signed 32-bit integer, little-endian.</summary>
    [JsonStringEnumMemberName("I32")]
    I32,

    /// <summary>IEEE 754 double, little-endian.</summary>
    [JsonStringEnumMemberName("F64")]
    F64,

    /// <summary>Signed 64-bit integer, little-endian.</summary>
    [JsonStringEnumMemberName("I64")]
    I64,
}
