// What a tab that joins later has to be told: how far each stream has moved, and who is there.
export class Memory {
  constructor() {
    this.heads = new Map();
    this.presence = new Map();
  }

  note(message) {
    const { type, stream } = message;
    if (type === "heads") for (const [name, head] of Object.entries(message.heads)) this.heads.set(name, head);
    else if (type === "revoked") this.forget(stream);
    else if (type === "presence") this.presence.set(stream, message);
    else if (message.head !== undefined || message.rev !== undefined) {
      this.heads.set(stream, Math.max(message.head ?? message.rev, this.heads.get(stream) ?? 0));
    }
  }

  forget(stream) {
    this.heads.delete(stream);
    this.presence.delete(stream);
  }

  // The messages that bring a newcomer up to date.
  *about(stream) {
    if (this.heads.has(stream)) yield { type: "subscribed", stream, head: this.heads.get(stream) };
    if (this.presence.has(stream)) yield this.presence.get(stream);
  }
}
