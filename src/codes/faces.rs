//! What stands in for a font that a document names and does not hold.
//!
//! In: the name of a font. Out: families for whoever draws its text. The words are data (`data/faces.toml`).

use crate::codes::embedded::embedded_list;
use serde::Deserialize;
use std::sync::LazyLock;

/// Families of fonts that look alike.
#[derive(Debug, Deserialize)]
pub struct Face {
    words: Vec<String>,
    /// Names of families, apart by commas, the generic one last.
    pub families: String,
    /// It is heavier than a text.
    #[serde(default)]
    pub bold: bool,
}

#[derive(Debug, Deserialize)]
struct Faces {
    face: Vec<Face>,
}

static FACES: LazyLock<Vec<Face>> = LazyLock::new(|| {
    let faces: Faces = embedded_list!("faces");
    faces.face
});

/// The number of the face of a font, and the face; any name has one.
pub fn face(name: &str) -> Option<(usize, &'static Face)> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    FACES.iter().enumerate().find(|(_, face)| face.words.iter().any(|word| name.contains(word.as_str())))
}

/// All faces, by number.
pub fn faces() -> &'static [Face] {
    &FACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_have_the_face_that_their_name_says() {
        let first = |name: &str| face(name).unwrap().1.families.split(',').next().unwrap();
        for (name, want) in [
            ("SimSun", "SimSun"),
            ("FangSong_GB2312", "FangSong"),
            ("KaiTi", "KaiTi"),
            ("SimHei", "SimHei"),
            ("FZXBSJW--GB1-0", "FZXiaoBiaoSong-B05S"),
            ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
            ("Microsoft YaHei", "SimHei"),
            ("", "SimSun"),
        ] {
            assert_eq!(first(name), want, "{name}");
        }
    }
}
