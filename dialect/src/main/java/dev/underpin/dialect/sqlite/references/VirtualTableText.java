package dev.underpin.dialect.sqlite.references;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.lexer.Lexer;
import dev.underpin.dialect.sqlite.lexer.Token;
import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a CREATE VIRTUAL TABLE statement says of the table: its module, its columns, and the table
 * that it reads. The arguments are the module's own language; that of the modules which SQLite
 * brings along is known (<a href="https://sqlite.org/fts5.html">FTS5</a>, <a
 * href="https://sqlite.org/fts3.html">FTS3 and FTS4</a>, <a
 * href="https://sqlite.org/rtree.html">R*Tree</a>).
 *
 * @param module the word behind USING, in lower case
 * @param arguments the tokens of each argument
 */
public record VirtualTableText(String module, List<List<Token>> arguments) {
  private static final Set<String> FULL_TEXT = Set.of("fts3", "fts4", "fts5");
  private static final Set<String> SPATIAL = Set.of("rtree", "rtree_i32", "geopoly");

  public VirtualTableText {
    arguments = List.copyOf(arguments);
  }

  /** Read one; absent where the statement creates no virtual table. */
  public static Optional<VirtualTableText> of(String create) {
    List<Token> tokens = Lexer.tokens(create);
    if (!isOne(tokens)) return Optional.empty();
    for (int i = 2; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isWord("USING"))
        return Optional.of(
            new VirtualTableText(
                lower(tokens.get(i + 1).name()), split(tokens.subList(i + 2, tokens.size()))));
    }
    return Optional.empty();
  }

  static boolean isOne(List<Token> tokens) {
    return tokens.size() > 4 && tokens.get(0).isWord("CREATE") && tokens.get(1).isWord("VIRTUAL");
  }

  private static List<List<Token>> split(List<Token> tokens) {
    List<List<Token>> arguments = new ArrayList<>();
    List<Token> argument = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      if (token.isSymbol("(") && depth++ == 0) continue;
      if (token.isSymbol(")") && --depth == 0) break;
      if (token.isSymbol(",") && depth == 1) {
        arguments.add(List.copyOf(argument));
        argument.clear();
      } else {
        argument.add(token);
      }
    }
    if (!argument.isEmpty()) arguments.add(List.copyOf(argument));
    return arguments;
  }

  /** True for an index over the rows of a table or view: it can be made again from them. */
  public boolean isExternal() {
    return isFullText() && !module.equals("fts3") && source().isPresent();
  }

  /** True for an index that keeps no text: no row can be read from it. */
  public boolean isContentless() {
    return isFullText() && content().filter(t -> t.name().isEmpty()).isPresent();
  }

  /** True where it has rows of its own, and its module can give it another name. */
  public boolean keepsRows() {
    return SPATIAL.contains(module) || isFullText() && !isExternal();
  }

  /** True where it shows what is kept elsewhere, so that nothing goes with it. */
  public boolean keepsNothing() {
    return isExternal()
        || Set.of("fts5vocab", "fts4aux", "fts3tokenize", "dbstat").contains(module);
  }

  /** The table or view that it reads. */
  public Optional<String> source() {
    return sourceToken().map(Token::name).filter(name -> !name.isEmpty());
  }

  /** Where the name of what it reads stands. */
  Optional<Token> sourceToken() {
    if (isFullText()) return content();
    boolean vocabulary = module.equals("fts5vocab") || module.equals("fts4aux");
    if (!vocabulary || arguments.isEmpty()) return Optional.empty();
    int place = arguments.size() > (module.equals("fts5vocab") ? 2 : 1) ? 1 : 0;
    return arguments.get(place).stream().findFirst();
  }

  /** The columns that hold values, in their order. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    if (module.equals("geopoly")) columns.add("_shape");
    for (List<Token> argument : arguments) {
      if (isFullText() && isOption(argument)) continue;
      argument.stream()
          .filter(t -> t.isName() || t.kind() == Kind.STRING)
          .findFirst()
          .ifPresent(t -> columns.add(t.name()));
    }
    return columns;
  }

  /** The column that stands for the row's number, where it is one of the columns. */
  public Optional<String> rowidColumn() {
    return module.startsWith("rtree") ? columns().stream().findFirst() : Optional.empty();
  }

  private boolean isFullText() {
    return FULL_TEXT.contains(module);
  }

  private Optional<Token> content() {
    return arguments.stream()
        .filter(a -> isOption(a) && a.size() > 2 && a.get(0).isWord("content"))
        .map(a -> a.get(2))
        .findFirst();
  }

  private static boolean isOption(List<Token> argument) {
    return argument.size() > 1 && argument.get(1).isSymbol("=");
  }

  private static String lower(String word) {
    return Identifiers.lower(word);
  }
}
