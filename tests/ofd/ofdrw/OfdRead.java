import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.ofdrw.converter.ImageMaker;
import org.ofdrw.converter.export.PDFExporterIText;
import org.ofdrw.converter.export.PDFExporterPDFBox;
import org.ofdrw.converter.export.TextExporter;
import org.ofdrw.reader.OFDReader;

/** OfdRead PIXELS-A-MM DRAWN FOLDER FILE…: ofdrw's text of each file to FOLDER/NUMBER.txt (from 0); of the first DRAWN also
    its pages to FOLDER/NUMBER-PAGE.pgm, and both its PDFs to FOLDER/NUMBER-box.pdf and NUMBER-itext.pdf.
    Prints a line for each failure, and ends with 1 where there is one. What ofdrw prints itself is left out. */
public final class OfdRead {
    private interface Step {
        void take() throws Exception;
    }

    private static boolean run(PrintStream out, Path file, String what, Step step) {
        try {
            step.take();
            return true;
        } catch (Throwable problem) {
            out.println(file + ": " + what + ": " + problem);
            return false;
        }
    }

    private static void save(BufferedImage image, Path path) throws Exception {
        int width = image.getWidth(), height = image.getHeight();
        byte[] head = ("P5\n" + width + " " + height + "\n255\n").getBytes(StandardCharsets.US_ASCII);
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] grey = new byte[head.length + pixels.length];
        System.arraycopy(head, 0, grey, 0, head.length);
        for (int i = 0; i < pixels.length; i++) {
            int p = pixels[i];
            grey[head.length + i] = (byte) (((p >> 16 & 255) * 299 + (p >> 8 & 255) * 587 + (p & 255) * 114) / 1000);
        }
        Files.write(path, grey);
    }

    private static void draw(Path file, Path folder, String name, double pixels) throws Exception {
        try (OFDReader reader = new OFDReader(file)) {
            ImageMaker maker = new ImageMaker(reader, pixels);
            for (int page = 0; page < maker.pageSize(); page++)
                save(maker.makePage(page), folder.resolve(name + "-" + page + ".pgm"));
        }
    }

    private static void text(Path file, Path to) throws Exception {
        try (TextExporter exporter = new TextExporter(file, to)) {
            exporter.export();
        }
    }

    private static void pdfBox(Path file, Path to) throws Exception {
        try (PDFExporterPDFBox exporter = new PDFExporterPDFBox(file, to)) {
            exporter.export();
        }
    }

    private static void iText(Path file, Path to) throws Exception {
        try (PDFExporterIText exporter = new PDFExporterIText(file, to)) {
            exporter.export();
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        double pixels = Double.parseDouble(arguments[0]);
        int drawn = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[2]);
        boolean good = true;
        for (int i = 3; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            String name = String.valueOf(i - 3);
            good &= run(out, file, "text", () -> text(file, folder.resolve(name + ".txt")));
            if (i - 3 >= drawn)
                continue;
            good &= run(out, file, "pages", () -> draw(file, folder, name, pixels));
            good &= run(out, file, "PDFBox", () -> pdfBox(file, folder.resolve(name + "-box.pdf")));
            good &= run(out, file, "iText", () -> iText(file, folder.resolve(name + "-itext.pdf")));
        }
        out.flush();
        System.exit(good ? 0 : 1);
    }
}
