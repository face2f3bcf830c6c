package dev.underpin.cli.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads a page as a browser does, and looks at what can be known without one. */
public final class PageReader {
  private static final Pattern COLOUR = Pattern.compile("--([a-z]+): (#[0-9a-f]{6})");

  private PageReader() {}

  /** The page, which has no errors and needs nothing else. */
  public static Document read(String text) {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    Document page = parser.parseInput(text, "");
    assertThat(parser.getErrors()).isEmpty();
    assertThat(text).doesNotContain("@import", "url(", "javascript:", "<link", " src=");
    links(page);
    names(page);
    contrast(page);
    return page;
  }

  private static void links(Document page) {
    Set<String> ids = new HashSet<>();
    for (Element element : page.select("[id]"))
      assertThat(ids.add(element.id())).as("id %s twice", element.id()).isTrue();
    for (Element link : page.select("[href]")) {
      assertThat(link.attr("href")).startsWith("#");
      assertThat(ids).contains(link.attr("href").substring(1));
    }
    for (Element element : page.select("[aria-labelledby]"))
      assertThat(ids).contains(element.attr("aria-labelledby"));
  }

  private static void names(Document page) {
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.title()).isNotEmpty();
    assertThat(page.select("h1")).hasSize(1);
    int level = 1;
    for (Element heading : page.select("h1, h2, h3, h4")) {
      int own = Integer.parseInt(heading.tagName().substring(1));
      assertThat(own).as(heading.text()).isLessThanOrEqualTo(level + 1);
      level = own;
    }
    for (Element input : page.select("input"))
      assertThat(input.closest("label")).as("label of %s", input).isNotNull();
    for (Element named : page.select("button, a, summary, [role=region], svg"))
      assertThat(named.text() + named.attr("aria-label")).as(named.outerHtml()).isNotBlank();
    for (Element head : page.select("th")) assertThat(head.attr("scope")).isNotEmpty();
  }

  /** What WCAG asks of text: 4.5 to 1, in light and in dark. */
  private static void contrast(Document page) {
    String style = page.select("style").html();
    String[] themes = style.split("prefers-color-scheme: dark", 2);
    assertThat(themes).hasSize(2);
    for (String theme : List.of(themes[0], themes[1])) {
      Map<String, String> colours = new LinkedHashMap<>();
      Matcher found = COLOUR.matcher(theme);
      while (found.find()) colours.put(found.group(1), found.group(2));
      for (String text : List.of("text", "quiet", "link", "error", "warning", "ok"))
        for (String ground : List.of("page", "card"))
          assertThat(contrast(colours.get(text), colours.get(ground)))
              .as(text + " on " + ground)
              .isGreaterThanOrEqualTo(4.5);
      assertThat(contrast(colours.get("edge"), colours.get("card"))).isGreaterThanOrEqualTo(3);
    }
  }

  private static double contrast(String one, String two) {
    double a = luminance(one);
    double b = luminance(two);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
