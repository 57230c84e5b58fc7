using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using StrongCities.Host.Words;

namespace StrongCities.Host.Layout;

/// <summary>
/// A labelled field with its hint and its problem, tied together for screen readers. Shows what was typed, right or wrong, until it is taken.
/// </summary>
/// <param name="words">The texts.</param>
[HtmlTargetElement("form-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormFieldTagHelper(PageWords words) : TagHelper
{
    /// <summary>The form field's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it holds when nothing was typed.</summary>
    public string? Value { get; set; }

    /// <summary>A key of the texts: the label; with <c>.Hint</c> added, the hint.</summary>
    public string? Words { get; set; }

    /// <summary>The label, where it has no key.</summary>
    public string? Label { get; set; }

    /// <summary><c>textarea</c>, or a type of <c>input</c>.</summary>
    public string Kind { get; set; } = "text";

    /// <summary>Whether it must be filled in. Checked by the server, so that every browser gets the same words.</summary>
    public bool Required { get; set; }

    /// <summary>Lines of a text area.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>Characters, at most; 0 for any number.</summary>
    public int Max { get; set; }

    /// <summary>As in HTML.</summary>
    public string? Autocomplete { get; set; }

    /// <summary>The language of what is typed, where it is not the page's.</summary>
    public string? Lang { get; set; }

    /// <summary>The view.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    /// <summary>The element id of a form field, to which the list of problems links.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The id.</returns>
    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "_");

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = Id(Name);
        var state = View.ViewData.ModelState.TryGetValue(Name, out var entry) ? entry : null;
        var problem = state?.Errors.FirstOrDefault()?.ErrorMessage;
        var hint = Words is null ? null : words.Maybe($"{Words}.Hint");

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", problem is null ? "field" : "field field-wrong");
        output.Content.AppendHtml(LabelOf(id));
        Append(output, "div", "form-text", hint is null ? null : $"{id}-hint", hint);
        Append(output, "div", "field-problem", $"{id}-problem", problem);
        output.Content.AppendHtml(ControlOf(id, state, hint, problem));
    }

    private TagBuilder LabelOf(string id)
    {
        var label = new TagBuilder("label");
        label.AddCssClass("form-label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label ?? words[Words!]);
        if (!Required && Kind != "password" && Kind != "email")
        {
            var optional = new TagBuilder("span");
            optional.AddCssClass("optional");
            optional.InnerHtml.Append($" {words["Form.Optional"]}");
            label.InnerHtml.AppendHtml(optional);
        }

        return label;
    }

    private TagBuilder ControlOf(string id, ModelStateEntry? state, string? hint, string? problem)
    {
        var value = Kind == "password" ? null : state?.AttemptedValue ?? Value;
        var area = Kind == "textarea";
        var control = new TagBuilder(area ? "textarea" : "input") { TagRenderMode = area ? TagRenderMode.Normal : TagRenderMode.SelfClosing };
        control.AddCssClass("form-control");
        control.Attributes["id"] = id;
        control.Attributes["name"] = Name;
        Set(control, "autocomplete", Autocomplete);
        Set(control, "lang", Lang);
        Set(control, "dir", Lang is null ? null : "auto");
        Set(control, "maxlength", Max > 0 ? $"{Max}" : null);
        Set(control, "aria-required", Required ? "true" : null);
        Set(control, "aria-invalid", problem is null ? null : "true");
        Set(control, "aria-describedby", (hint, problem) switch
        {
            (null, null) => null,
            (_, null) => $"{id}-hint",
            (null, _) => $"{id}-problem",
            _ => $"{id}-hint {id}-problem",
        });
        if (area)
        {
            control.Attributes["rows"] = $"{Rows}";
            // HTML drops one line break at the start of a text area; this one may be dropped.
            control.InnerHtml.AppendHtml("\n").Append(value ?? "");
        }
        else
        {
            control.Attributes["type"] = Kind;
            Set(control, "value", value);
        }

        return control;
    }

    private static void Set(TagBuilder tag, string name, string? value)
    {
        if (value is not null)
        {
            tag.Attributes[name] = value;
        }
    }

    private static void Append(TagHelperOutput output, string element, string css, string? id, string? text)
    {
        if (text is null)
        {
            return;
        }

        var tag = new TagBuilder(element);
        tag.AddCssClass(css);
        tag.Attributes["id"] = id;
        tag.InnerHtml.Append(text);
        output.Content.AppendHtml(tag);
    }
}
