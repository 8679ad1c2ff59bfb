package hokm.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The pages, scripts and pictures that browsers are given. A browser keeps them and asks each time
 * whether they are still the same, by a tag that follows from the content: so all nodes agree on
 * it, and after an upgrade nobody runs half of the old page. Text is packed once, not per answer.
 */
final class Pages implements Consumer<Router> {

  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
      + " img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self';"
      + " worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Pattern PATH =
      Pattern.compile("/((?:[a-z0-9_-]+/)*[a-z0-9_-]+)(\\.[a-z0-9.]+)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> TEXT = Set.of("html", "js", "css", "svg", "json", "txt",
      "webmanifest");

  /** What a file of the program is to a browser; they don't change while it runs. */
  private static final Map<String, Page> READ = new ConcurrentHashMap<>();

  private record Page(String type, String tag, Buffer plain, Optional<Buffer> packed) {}

  @Override
  public void accept(Router router) {
    router.get().handler(this::serve);
  }

  private void serve(RoutingContext asked) {
    var page = find(asked.normalizedPath());
    if (page.isEmpty()) {
      asked.next();
      return;
    }
    var response = asked.response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.VARY, "Accept-Encoding")
        .putHeader(HttpHeaders.ETAG, page.get().tag());
    if (page.get().tag().equals(asked.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, page.get().type());
    var accepted = asked.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (page.get().packed().isPresent() && accepted != null && accepted.contains("gzip")) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(page.get().packed().get());
    } else {
      response.end(page.get().plain());
    }
  }

  private static Optional<Page> find(String path) {
    var match = PATH.matcher("/".equals(path) ? "/index" : path);
    if (!match.matches()) return Optional.empty();
    var file = match.group(1) + (match.group(2) == null ? ".html" : match.group(2));
    return Optional.ofNullable(READ.computeIfAbsent(file, Pages::read));
  }

  private static Page read(String file) {
    try (var found = Pages.class.getResourceAsStream("/web/" + file)) {
      if (found == null) return null;
      byte[] content = found.readAllBytes();
      var kind = file.substring(file.lastIndexOf('.') + 1);
      var packed = TEXT.contains(kind) ? Optional.of(Buffer.buffer(pack(content)))
          : Optional.<Buffer>empty();
      return new Page(type(file, kind), tag(content), Buffer.buffer(content), packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String file, String kind) {
    if ("webmanifest".equals(kind)) return "application/manifest+json";
    var type = MimeMapping.mimeTypeForFilename(file);
    return TEXT.contains(kind) ? type + "; charset=utf-8" : type;
  }

  private static byte[] pack(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed) {
      {
        def.setLevel(Deflater.BEST_COMPRESSION);
      }
    }) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  /** Weak, since packed and plain are the same page in other bytes. */
  private static String tag(byte[] content) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
