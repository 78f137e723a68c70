using System.Reflection;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Repository;

/// <summary>Append-only is the absence of members: no guard can be forgotten where there is nothing to call.</summary>
public sealed class AppendOnlyTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Verbs =
        ["Remove", "Clear", "Set", "Insert", "Replace", "Truncate", "Pop", "Reset", "Trim", "Delete", "Update", "Resize", "RollBack", "Rollback"];

    [Theory]
    [InlineData(typeof(TokenBuffer))]
    [InlineData(typeof(TokenSegment))]
    public void AppendOnlyType_HasNoMemberThatChangesATokenItHolds(Type type) => Findings.AssertNone(
        "A held token never changes. Make a longer buffer with Append, or a new value:",
        ChangingMembers(type));

    [Fact]
    public void ChangingMembers_WhateverWayAValueCanChange_NamesIt() => Assert.Equal(
        ["Field is writable", "Item has a setter", "RemoveLast changes", "Writable has a setter"],
        ChangingMembers(typeof(Sample)).Where(finding => !finding.StartsWith('<')).Order());

    private static IEnumerable<string> ChangingMembers(Type type) => type.GetMembers(Declared).SelectMany(member => member switch
    {
        MethodInfo { IsSpecialName: false } method when Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal)) =>
            [$"{method.Name} changes"],
        PropertyInfo { SetMethod: { } setter } property when !IsInit(setter) => [$"{property.Name} has a setter"],
        FieldInfo { IsInitOnly: false, IsLiteral: false } field => [$"{field.Name} is writable"],
        _ => Enumerable.Empty<string>(),
    });

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");

    private abstract class Sample
    {
        internal int Field;

        internal int this[int index]
        {
            set => Field = index + value;
        }

        internal int Writable { get; set; }

        internal int Initial { get; init; }

        internal int RemoveLast() => Field--;
    }
}
