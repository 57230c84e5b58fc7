using System.Globalization;
using Microsoft.Extensions.Localization;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;
using StrongCities.Hub.Words;

namespace StrongCities.Host.Words;

/// <summary>What pages say, in the reader's language. Views know it as <c>W</c>.</summary>
/// <param name="pages">The pages' own texts.</param>
/// <param name="hub">The hub's texts.</param>
public sealed class PageWords(IStringLocalizer<Pages> pages, HubTexts hub)
{
    /// <summary>A text of the pages.</summary>
    /// <param name="key">Its key in <c>Pages.resx</c>.</param>
    /// <param name="values">Fill its places.</param>
    /// <returns>The text, or the key where there is none; a test finds those.</returns>
    public string this[string key, params object[] values] => string.Format(
        CultureInfo.CurrentCulture,
        PluralText.Choose(
            pages[key].Value,
            PageLanguage.Current,
            place => place < values.Length && values[place] is int count ? count : null,
            count => count.ToString(CultureInfo.CurrentCulture)),
        [.. values.Select(value => value is string text ? BidiText.Isolate(text, CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft) : value)]);

    /// <summary>A text of the pages that need not be there, such as a field's hint.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The text, or <see langword="null"/>.</returns>
    public string? Maybe(string key) => pages[key] is { ResourceNotFound: false } found ? found.Value : null;

    /// <summary>A text of the hub, or a designer's or advisor's own words.</summary>
    /// <param name="keyOrText">Either.</param>
    /// <param name="values">Fill its places.</param>
    /// <returns>The text.</returns>
    public string Hub(string? keyOrText, params IEnumerable<object> values) =>
        string.IsNullOrEmpty(keyOrText) ? "" : hub.Find(keyOrText, values);

    /// <summary>Words that led to a task: somebody's own, or the hub's, one on each line.</summary>
    /// <param name="note">As kept.</param>
    /// <returns>The text.</returns>
    public string Note(string note) => hub.FindLines(note);

    /// <summary>What a decision is called.</summary>
    /// <param name="option">An option's key, which is shown as it is where the hub has no word for it.</param>
    /// <returns>The text.</returns>
    public string Option(string? option) => hub.FindOr($"Option.{option}", option ?? "");

    /// <summary>What a decision is called in the language of somebody's mails, to stand beside <see cref="Option"/> on a page in another one.</summary>
    /// <param name="option">An option's key.</param>
    /// <param name="language">Of the mails.</param>
    /// <returns>The text; <see langword="null"/> where it would be the same.</returns>
    public string? OptionBeside(string? option, string language) =>
        Languages.Known(language) is var known && known != CultureInfo.CurrentUICulture.Name && hub.FindIn($"Option.{option}", known) is { } word && word != Option(option)
            ? word
            : null;

    /// <summary>What a task's field is called.</summary>
    /// <param name="field">A field's key.</param>
    /// <returns>The text.</returns>
    public string Field(string field) => hub.FindOr($"Field.{field}", field);

    /// <summary>A problem with its field's name before it, for the list at the top of a page.</summary>
    /// <param name="field">The form field's name, such as <c>Form.Title</c> or <c>Decision.Fields[Helper]</c>.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The text.</returns>
    public string Problem(string field, string problem)
    {
        var key = field.Split('.', '[')[^1].TrimEnd(']');
        return hub.FindOr($"Field.{key}", "") is { Length: > 0 } name ? $"{name}: {problem}" : problem;
    }

    /// <summary>Where a case is.</summary>
    /// <param name="status">Its status.</param>
    /// <returns>The text.</returns>
    public string Status(CaseStatus status) => this[$"Status.{status}"];

    /// <summary>How big and urgent a case is.</summary>
    /// <param name="lane">Its lane.</param>
    /// <returns>The text.</returns>
    public string Lane(Lane? lane) => lane is null ? "" : this[$"Lane.{lane}"];

    /// <summary>Who has a case.</summary>
    /// <param name="holder">As read.</param>
    /// <returns>A name, or the side.</returns>
    public string Holder(CaseHolder holder) => holder.Name ?? this[$"Party.{holder.Party}"];

    /// <summary>Who sees to a step of a plan.</summary>
    /// <param name="owner">As the plan names them.</param>
    /// <returns>The text.</returns>
    public string Owner(CaseRole owner) => owner switch
    {
        CaseRole.Nobody => this["Board.Funder"],
        CaseRole.Asker => this[$"Role.{nameof(Roles.Coordinator)}"],
        _ => this[$"Role.{owner}"],
    };

    /// <summary>Where a task stands.</summary>
    /// <param name="state">Its state.</param>
    /// <returns>The text.</returns>
    public string Task(TaskState state) => this[$"TaskState.{state}"];

    /// <summary>What a person may do.</summary>
    /// <param name="roles">One or more.</param>
    /// <returns>The texts, with commas between.</returns>
    public string Role(Roles roles) => string.Join(", ", EachRole.Where(role => roles.HasFlag(role)).Select(role => this[$"Role.{role}"]));

    /// <summary>A city as its people write it, with the country.</summary>
    /// <param name="city">The city.</param>
    /// <returns>The text.</returns>
    public string City(City city) => $"{city.Name} ({city.Country})";

    /// <summary>Every single role.</summary>
    public static IReadOnlyList<Roles> EachRole { get; } = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None)];
}
