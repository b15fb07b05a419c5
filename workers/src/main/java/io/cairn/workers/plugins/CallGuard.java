package io.cairn.workers.plugins;

import java.util.concurrent.atomic.AtomicBoolean;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites the calls in a class that would harm the whole process, so that they lead to {@link
 * GuardedCalls}: ending the process, and printing to its standard output, which is for results.
 *
 * <p>Each call is replaced by one that takes and leaves the same on the stack, so frames and
 * everything else stay as they were. A class without such calls is left as it is, byte for byte.
 * Java's security manager, which used to refuse these calls, is gone from newer JDKs.
 */
final class CallGuard {

  private static final String CALLS = Type.getInternalName(GuardedCalls.class);
  private static final String SYSTEM = "java/lang/System";
  private static final String RUNTIME = "java/lang/Runtime";

  /** Class files of Java N have the major version N + 44. */
  private static final int JAVA_0 = 44;

  private CallGuard() {}

  /**
   * The class to be defined in the place of {@code classFile}.
   *
   * @throws UnsupportedClassVersionError if it is made for a newer Java
   * @throws ClassFormatError if it is no class file
   */
  static byte[] guard(String name, byte[] classFile) {
    int version = version(name, classFile) - JAVA_0;
    if (version > Runtime.version().feature()) {
      throw new UnsupportedClassVersionError(
          "class %s is compiled for Java %d, and this is Java %d"
              .formatted(name, version, Runtime.version().feature()));
    }
    try {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, 0);
      Rewriting rewriting = new Rewriting(writer);
      reader.accept(rewriting, 0);
      return rewriting.changed.get() ? writer.toByteArray() : classFile;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw (ClassFormatError)
          new ClassFormatError("class " + name + " is damaged or unknown: " + e.getMessage())
              .initCause(e);
    }
  }

  private static int version(String name, byte[] classFile) {
    if (classFile.length < 8) {
      throw new ClassFormatError("class " + name + " is no class file");
    }
    return (classFile[6] & 0xff) << 8 | (classFile[7] & 0xff);
  }

  private static final class Rewriting extends ClassVisitor {

    final AtomicBoolean changed = new AtomicBoolean();

    Rewriting(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions), changed);
    }
  }

  private static final class Calls extends MethodVisitor {

    private final AtomicBoolean changed;

    Calls(MethodVisitor next, AtomicBoolean changed) {
      super(Opcodes.ASM9, next);
      this.changed = changed;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean inInterface) {
      if (isGuarded(owner, name, descriptor)) {
        changed.set(true);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, CALLS, name, asStatic(owner, descriptor), false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, inInterface);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean output = name.equals("out") || name.equals("err");
      if (opcode == Opcodes.GETSTATIC && owner.equals(SYSTEM) && output) {
        changed.set(true);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, CALLS, "output", "()" + descriptor, false);
      } else if (opcode == Opcodes.GETSTATIC
          && owner.equals("java/io/FileDescriptor")
          && name.equals("out")) {
        changed.set(true);
        super.visitFieldInsn(opcode, owner, "err", descriptor);
      } else {
        super.visitFieldInsn(opcode, owner, name, descriptor);
      }
    }

    /** Method references, as in {@code System::exit}. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] guarded = arguments.clone();
      for (int i = 0; i < guarded.length; i++) {
        if (guarded[i] instanceof Handle to
            && isGuarded(to.getOwner(), to.getName(), to.getDesc())) {
          changed.set(true);
          guarded[i] =
              new Handle(
                  Opcodes.H_INVOKESTATIC,
                  CALLS,
                  to.getName(),
                  asStatic(to.getOwner(), to.getDesc()),
                  false);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, guarded);
    }

    private static boolean isGuarded(String owner, String name, String descriptor) {
      return switch (name) {
        case "exit" -> (owner.equals(SYSTEM) || owner.equals(RUNTIME)) && descriptor.equals("(I)V");
        case "halt" -> owner.equals(RUNTIME) && descriptor.equals("(I)V");
        case "setOut", "setErr" -> owner.equals(SYSTEM);
        default -> false;
      };
    }

    /** What is called on a runtime takes it as the first argument. */
    private static String asStatic(String owner, String descriptor) {
      return owner.equals(RUNTIME) ? "(L" + RUNTIME + ";" + descriptor.substring(1) : descriptor;
    }
  }
}
