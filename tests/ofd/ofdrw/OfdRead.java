import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.ofdrw.converter.export.ImageExporter;
import org.ofdrw.converter.export.OFDExporter;
import org.ofdrw.converter.export.PDFExporterIText;
import org.ofdrw.converter.export.PDFExporterPDFBox;
import org.ofdrw.converter.export.TextExporter;

/** OfdRead PIXELS-A-MM FOLDER FILE…: ofdrw's text of each file to FOLDER/NUMBER.txt (from 0), and where the
    pixels are not 0 its pages to FOLDER/NUMBER/PAGE.png and both its PDFs to FOLDER/NUMBER-box.pdf and NUMBER-itext.pdf.
    Prints a line for each failure, and ends with 1 where there is one. What ofdrw prints itself is left out. */
public final class OfdRead {
    private interface Opened {
        OFDExporter open() throws Exception;
    }

    private static boolean run(PrintStream out, Path file, String what, Opened opened) {
        try (OFDExporter exporter = opened.open()) {
            exporter.export();
            return true;
        } catch (Throwable problem) {
            out.println(file + ": " + what + ": " + problem);
            return false;
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        double pixels = Double.parseDouble(arguments[0]);
        Path folder = Path.of(arguments[1]);
        boolean good = true;
        for (int i = 2; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            String name = String.valueOf(i - 2);
            good &= run(out, file, "text", () -> new TextExporter(file, folder.resolve(name + ".txt")));
            if (pixels == 0)
                continue;
            Path images = Files.createDirectories(folder.resolve(name));
            good &= run(out, file, "images", () -> new ImageExporter(file, images, "PNG", pixels));
            good &= run(out, file, "PDFBox", () -> new PDFExporterPDFBox(file, folder.resolve(name + "-box.pdf")));
            good &= run(out, file, "iText", () -> new PDFExporterIText(file, folder.resolve(name + "-itext.pdf")));
        }
        out.flush();
        System.exit(good ? 0 : 1);
    }
}
