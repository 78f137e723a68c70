namespace Tito.Core.Samples;

/// <summary>Element types of the safetensors format that samples use, by the format's names.</summary>
public enum SafetensorType
{
    /// <summary>Unsigned 8-bit integer.</summary>
    U8,

    /// <summary>Signed 64-bit integer, little-endian.</summary>
    I64,

    /// <summary>IEEE 754 double, little-endian.</summary>
    F64,
}
