using StrongCities.Engine.Expressions;
using Xunit;

namespace StrongCities.Engine.Tests.Expressions;

public sealed class TextTemplateTests
{
    private static readonly TextLimits Limits = new(MaxLength: 100, MaxIterations: 20, TimeSpan.FromSeconds(5));

    private static readonly Dictionary<string, object?> Values = new()
    {
        ["name"] = "Ana", ["nothing"] = null, ["list"] = new List<string> { "a", "b" }, ["tricky"] = "{{ name }} {% include 'x' %} <b>",
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("Dear {{ name }}, { and } stay.", "Dear Ana, { and } stay.")]
    [InlineData("{{ name | upcase | append: '!' }}", "ANA!")]
    [InlineData("{% if nothing %}x{% else %}{{ nothing }}y{% endif %}", "y")]
    [InlineData("{% unless nothing %}x{% endunless %}{{ nothing | default: \"z\" }}", "xz")]
    [InlineData("{% case name %}{% when 'Ana' %}1{% else %}2{% endcase %}", "1")]
    [InlineData("{% for item in list %}{{ forloop.index }}{{ item }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "1a, 2b")]
    [InlineData("{% if list.size > 1 and name == 'Ana' %}many{% endif %}", "many")]
    [InlineData("{{- name -}}", "Ana")]
    [InlineData("{{ tricky }}", "{{ name }} {% include 'x' %} <b>")]
    public void What_people_need_can_be_written(string source, string text) =>
        Assert.Equal(new TextWritten(text), TextTemplate.Write(source, Values, Limits));

    [Theory]
    [InlineData("{{ name", TextFaultKind.Syntax)]
    [InlineData("name }}", TextFaultKind.Syntax)]
    [InlineData("{{ (1..2000000000) | join: ',' }}", TextFaultKind.Unknown)]
    [InlineData("{{ (1..2000000000) | size }}", TextFaultKind.Unknown)]
    [InlineData("{{ (1..2000000000) }}", TextFaultKind.Unknown)]
    [InlineData("{% if (1..2000000000) contains 5 %}x{% endif %}", TextFaultKind.Unknown)]
    [InlineData("{{ name | append: (1..2000000000) }}", TextFaultKind.Unknown)]
    [InlineData("{{ }}", TextFaultKind.Syntax)]
    [InlineData("{{ | upcase }}", TextFaultKind.Syntax)]
    [InlineData("{{ 'name }}", TextFaultKind.Syntax)]
    [InlineData("{% if name %}x", TextFaultKind.Syntax)]
    [InlineData("{% endif %}", TextFaultKind.Syntax)]
    [InlineData("{% for in list %}{% endfor %}", TextFaultKind.Syntax)]
    [InlineData("{{ Name }}", TextFaultKind.Unknown)]
    [InlineData("{% if nothing %}{{ other }}{% endif %}", TextFaultKind.Unknown)]
    [InlineData("{% if other %}{% endif %}", TextFaultKind.Unknown)]
    [InlineData("{% for item in other %}{% endfor %}", TextFaultKind.Unknown)]
    [InlineData("{% for item in list %}{% endfor %}{{ item }}", TextFaultKind.Unknown)]
    [InlineData("{{ name.length }}", TextFaultKind.Unknown)]
    [InlineData("{{ ['name'] }}", TextFaultKind.Unknown)]
    [InlineData("{{ forloop.index }}", TextFaultKind.Unknown)]
    [InlineData("{{ name | append: other }}", TextFaultKind.Unknown)]
    [InlineData("{{ name | replace: 'a', 'aaaa' }}", TextFaultKind.Unknown)]
    [InlineData("{{ name | json }}", TextFaultKind.Unknown)]
    [InlineData("{{ 'ime' | append: име }}", TextFaultKind.Unknown)]
    [InlineData("{% assign a = name %}", TextFaultKind.Tag)]
    [InlineData("{% capture a %}{% endcapture %}", TextFaultKind.Tag)]
    [InlineData("{% include 'a' %}", TextFaultKind.Tag)]
    [InlineData("{% extends 'a' %}", TextFaultKind.Tag)]
    [InlineData("{% raw %}{{ name }}{% endraw %}", TextFaultKind.Tag)]
    [InlineData("{% comment %}x{% endcomment %}", TextFaultKind.Tag)]
    [InlineData("{% cycle 'a', 'b' %}", TextFaultKind.Tag)]
    [InlineData("{{{ name }}}", TextFaultKind.Tag)]
    [InlineData("{# name #}", TextFaultKind.Tag)]
    [InlineData("{% for i in (1..21) %}{% endfor %}", TextFaultKind.Loop)]
    [InlineData("{% for i in (1..10) %}{% for j in (1..10) %}{% endfor %}{% endfor %}", TextFaultKind.Tag)]
    [InlineData("{% for i in (1..2000000000) %}{% endfor %}", TextFaultKind.Loop)]
    [InlineData("{% for i in (1..20) %}123456{% endfor %}", TextFaultKind.TooLong)]
    public void Everything_else_is_a_fault_with_a_reason(string source, TextFaultKind kind) =>
        Assert.Equal(kind, Assert.IsType<TextFault>(TextTemplate.Write(source, Values, Limits)).Kind);

    [Fact]
    public void Too_deep_is_a_fault() =>
        Assert.IsType<TextFault>(TextTemplate.Write(string.Concat(Enumerable.Repeat("{% if name %}", 2_000)) + string.Concat(Enumerable.Repeat("{% endif %}", 2_000)), Values, Limits));

    [Fact]
    public void Too_slow_is_a_fault() => Assert.Equal(
        TextFaultKind.Slow,
        Assert.IsType<TextFault>(TextTemplate.Write("{% for i in list %}{{ i }}{% endfor %}", Values, Limits with { MaxTime = TimeSpan.Zero })).Kind);
}
