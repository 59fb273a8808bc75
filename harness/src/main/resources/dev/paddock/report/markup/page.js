document.querySelectorAll('picture').forEach(picture => {
  const image = picture.querySelector('img');
  const links = picture.parentElement.nextElementSibling;
  const pixels = () => new Promise((done, failed) => {
    const wide = new Image();
    wide.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = 2 * wide.naturalWidth;
      canvas.height = 2 * wide.naturalHeight;
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(wide, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => blob ? done(blob) : failed());
    };
    wide.onerror = failed;
    wide.src = image.src;
  });
  if (!links || !links.querySelector('a[href$=".svg"]')) return;
  const svg = links.querySelector('a[href$=".svg"]');
  const name = svg.getAttribute('href').split('/').pop();
  svg.download = name;
  svg.href = image.src;
  const button = (words, clicked) => {
    const one = document.createElement('button');
    one.textContent = words;
    one.onclick = () => clicked(one);
    links.append(' ', one);
  };
  button('PNG', () => pixels().then(blob => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name.replace('.svg', '.png');
    link.click();
  }));
  if (navigator.clipboard && window.ClipboardItem) {
    button('Copy', one =>
      navigator.clipboard.write([new ClipboardItem({'image/png': pixels()})])
        .then(() => one.textContent = 'Copied', () => one.textContent = 'Not copied'));
  }
});
