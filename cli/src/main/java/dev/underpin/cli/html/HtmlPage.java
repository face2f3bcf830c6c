package dev.underpin.cli.html;

import dev.underpin.cli.terminal.ProgramVersion;
import dev.underpin.schema.text.Printable;
import gg.jte.generated.precompiled.JtepageGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;

/**
 * A page: one file that needs nothing else. The same input gives the same bytes, so it says no time
 * of its own.
 *
 * @param title what the page is about
 * @param sections from top to bottom
 */
public record HtmlPage(String title, List<HtmlSection> sections) {
  public HtmlPage {
    sections = List.copyOf(sections);
  }

  /** The version of the program that wrote it. */
  public String version() {
    return ProgramVersion.VERSION;
  }

  /** True where a section has something to search or to enlarge, which needs a script. */
  public boolean isSearched() {
    return sections.stream().anyMatch(SchemaSection.class::isInstance);
  }

  /** The whole file. Text is escaped by the templates; what no reader may see is an escape. */
  public String text() {
    StringOutput out = new StringOutput();
    JtepageGenerated.render(new OwaspHtmlTemplateOutput(out), null, this);
    return Printable.text(out.toString()).replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
  }
}
