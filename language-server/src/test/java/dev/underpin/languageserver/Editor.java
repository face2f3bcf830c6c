package dev.underpin.languageserver;

import com.google.gson.JsonDeserializer;
import dev.underpin.workflow.settings.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.eclipse.lsp4j.WorkspaceEditChangeAnnotationSupportCapabilities;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/** An editor that speaks with a server over two streams. */
public final class Editor implements LanguageClient, AutoCloseable {
  private static final long SECONDS = 20;

  private final Map<String, List<Diagnostic>> diagnostics = new ConcurrentHashMap<>();
  final List<String> messages = new CopyOnWriteArrayList<>();
  private final LanguageServer server;
  private final Future<Void> listening;
  private final OutputStream toServer;
  private int version;

  Editor(InputStream in, OutputStream out) {
    Launcher<LanguageServer> launcher =
        new Launcher.Builder<LanguageServer>()
            .setLocalService(this)
            .setRemoteInterface(LanguageServer.class)
            .setInput(in)
            .setOutput(out)
            .configureGson(gson -> gson.registerTypeAdapter(TextEdit.class, annotated()))
            .create();
    server = launcher.getRemoteProxy();
    listening = launcher.startListening();
    toServer = out;
  }

  /** lsp4j reads no annotation of an edit where it expects any edit. */
  private static JsonDeserializer<TextEdit> annotated() {
    return (json, type, context) -> {
      Range range = context.deserialize(json.getAsJsonObject().get("range"), Range.class);
      String text = json.getAsJsonObject().get("newText").getAsString();
      return json.getAsJsonObject().has("annotationId")
          ? new AnnotatedTextEdit(
              range, text, json.getAsJsonObject().get("annotationId").getAsString())
          : new TextEdit(range, text);
    };
  }

  /** An editor with a server in this process. */
  static Editor with(String engine, boolean confirms) throws IOException {
    return with(engine, confirms, Map.of());
  }

  static Editor with(String engine, boolean confirms, Map<String, String> variables)
      throws IOException {
    // Java's piped streams break when the thread ends that has written last.
    ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Socket near = new Socket(door.getInetAddress(), door.getLocalPort());
    Socket far = door.accept();
    door.close();
    ServerOptions options =
        new ServerOptions(
            Overrides.NONE,
            Optional.of(engine).filter(e -> !e.isEmpty()),
            variables,
            Optional.empty(),
            "test");
    InputStream serverIn = far.getInputStream();
    OutputStream serverOut = far.getOutputStream();
    Thread thread =
        new Thread(() -> LanguageServerRun.serve(serverIn, serverOut, options), "server");
    thread.setDaemon(true);
    thread.start();
    Editor editor = new Editor(near.getInputStream(), near.getOutputStream());
    editor.initialize(confirms);
    return editor;
  }

  void initialize(boolean confirms) {
    InitializeParams params = new InitializeParams();
    ClientCapabilities can = new ClientCapabilities();
    WorkspaceEditCapabilities edits = new WorkspaceEditCapabilities();
    if (confirms) {
      edits.setDocumentChanges(true);
      edits.setChangeAnnotationSupport(new WorkspaceEditChangeAnnotationSupportCapabilities());
    }
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setWorkspaceEdit(edits);
    can.setWorkspace(workspace);
    params.setCapabilities(can);
    get(server.initialize(params));
    server.initialized(new InitializedParams());
  }

  LanguageServer server() {
    return server;
  }

  static <T> T get(CompletableFuture<T> answer) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e);
    }
  }

  static TextDocumentIdentifier id(Path file) {
    return new TextDocumentIdentifier(OpenFiles.uri(file));
  }

  void open(Path file) throws IOException {
    open(file, Files.readString(file));
  }

  void open(Path file, String text) {
    server
        .getTextDocumentService()
        .didOpen(
            new DidOpenTextDocumentParams(
                new TextDocumentItem(OpenFiles.uri(file), "yaml", ++version, text)));
  }

  void change(Path file, String text) {
    change(file, new TextDocumentContentChangeEvent(text));
  }

  void change(Path file, Range range, String text) {
    change(file, new TextDocumentContentChangeEvent(range, text));
  }

  private void change(Path file, TextDocumentContentChangeEvent change) {
    VersionedTextDocumentIdentifier document =
        new VersionedTextDocumentIdentifier(OpenFiles.uri(file), ++version);
    server
        .getTextDocumentService()
        .didChange(new DidChangeTextDocumentParams(document, List.of(change)));
  }

  void save(Path file) {
    server.getTextDocumentService().didSave(new DidSaveTextDocumentParams(id(file)));
  }

  List<String> complete(Path file, Position position) {
    return completions(file, position).stream().map(CompletionItem::getLabel).toList();
  }

  List<CompletionItem> completions(Path file, Position position) {
    return get(server.getTextDocumentService().completion(new CompletionParams(id(file), position)))
        .getLeft();
  }

  String hover(Path file, Position position) {
    var hover = get(server.getTextDocumentService().hover(new HoverParams(id(file), position)));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  /** The diagnostics of a file, as soon as they are what is waited for. */
  List<Diagnostic> diagnostics(Path file, Predicate<List<Diagnostic>> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<Diagnostic> now = List.of();
    while (System.nanoTime() < end) {
      List<Diagnostic> known = diagnostics.get(OpenFiles.uri(file));
      now = known == null ? List.of() : known;
      if (known != null && wanted.test(known)) return known;
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("The diagnostics are " + new ArrayList<>(now));
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams params) {
    diagnostics.put(params.getUri(), params.getDiagnostics());
  }

  @Override
  public void showMessage(MessageParams params) {
    messages.add(params.getMessage());
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void logMessage(MessageParams params) {}

  @Override
  public void close() throws IOException {
    get(server.shutdown());
    server.exit();
    listening.cancel(true);
    toServer.close();
  }
}
